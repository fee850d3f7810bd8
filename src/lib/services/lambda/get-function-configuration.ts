import { ServiceError, type ServiceOperation } from '../service';
import { answered, asked } from '../told';
import { findFunction, openVariables, read } from './functions';

/** Who may see the function but not use the key gets an error in the place of the variables. */
export const getFunctionConfiguration: ServiceOperation = async (call) => {
	const found = findFunction(call);
	const { arn, account, name, body } = found;
	asked(call, 'GetFunctionConfiguration');
	call.permit({ action: 'lambda:GetFunctionConfiguration', resourceArn: arn, owner: account });
	let environment: object;
	try {
		environment = { Variables: read(await openVariables(call, found)) };
	} catch (error) {
		if (!(error instanceof ServiceError)) throw error;
		environment = { Error: { ErrorCode: error.code, Message: error.message } };
	}
	answered(call, 'GetFunctionConfiguration');
	return { FunctionName: name, FunctionArn: arn, Role: body.role, Environment: environment };
};
