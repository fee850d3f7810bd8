import { optionalText } from '../input';
import { put } from '../records';
import type { ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { findFunction, openVariables, read, sealVariables, variablesOf } from './functions';

/** Other variables, or another key for them. Environments that run are thrown away: the next start is cold. */
export const updateFunctionConfiguration: ServiceOperation = async (call) => {
	const found = findFunction(call);
	const { arn, account, name } = found;
	const keyId = optionalText(call, 'KMSKeyArn') ?? found.body.keyId;
	asked(call, 'UpdateFunctionConfiguration');
	call.permit({ action: 'lambda:UpdateFunctionConfiguration', resourceArn: arn, owner: account });
	const variables = variablesOf(call) ?? read(await openVariables(call, found));
	const body = { role: found.body.role, ...(keyId !== undefined && { keyId }) };
	const environment = await sealVariables(call, { arn, body }, variables);
	const { memory: _cold, ...rest } = found;
	put(call, { ...rest, sealed: environment.sealed, body: { ...body, ...environment.body } });
	noted(call, name, 'has a new configuration');
	answered(call, 'UpdateFunctionConfiguration');
	return { FunctionName: name, FunctionArn: arn };
};
