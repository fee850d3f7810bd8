import { optionalText, textOf } from '../input';
import { putNew, refuseTaken } from '../records';
import type { ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { functionArn, sealVariables, variablesOf, type FunctionBody } from './functions';

export const createFunction: ServiceOperation = async (call) => {
	const name = textOf(call, 'FunctionName');
	const role = textOf(call, 'Role');
	const keyId = optionalText(call, 'KMSKeyArn');
	const variables = variablesOf(call) ?? {};
	const arn = functionArn(call, name);
	asked(call, 'CreateFunction');
	call.permit({ action: 'lambda:CreateFunction', resourceArn: arn, owner: call.acting.account });
	refuseTaken(call, arn, 'ResourceConflictException', `Function already exist: ${name}`);
	const body: FunctionBody = { role, ...(keyId !== undefined && { keyId }) };
	const environment =
		Object.keys(variables).length > 0
			? await sealVariables(call, { arn, body }, variables)
			: { sealed: [], body: {} };
	putNew<FunctionBody>(call, {
		...{ arn, name, sealed: environment.sealed },
		type: 'function',
		body: { ...body, ...environment.body }
	});
	noted(call, name, 'is a function; its variables lie encrypted beside it');
	answered(call, 'CreateFunction');
	return { FunctionName: name, FunctionArn: arn, Role: role };
};
