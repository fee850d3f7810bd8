/**
 * Invoke. At a cold start Lambda decrypts the variables as the execution role; a warm one has them in memory.
 * Differs from AWS: how long an environment stays warm is not published; here ten minutes after its last use, and one
 * environment a function. The function answers with the names of its variables.
 */
import { hold, recall } from '../memory';
import { asRole } from '../callers';
import { put } from '../records';
import type { ServiceCall, ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { findFunction, openVariables, read, type LambdaFunction } from './functions';

const WARM = 600_000;
const NAME = 'environment variables';
const HOLD = { name: NAME, where: 'in the execution environment, while it is warm', period: WARM };

export const invoke: ServiceOperation = async (call) => {
	const found = findFunction(call);
	asked(call, 'Invoke');
	call.permit({ action: 'lambda:InvokeFunction', resourceArn: found.arn, owner: found.account });
	const warm = recall(call, found.memory, NAME);
	const variables = warm ?? (await coldStart(call, found));
	const memory = warm ? { ...found.memory!, until: call.time + WARM } : hold(call, variables, HOLD);
	put(call, { ...found, memory });
	answered(call, 'Invoke');
	return {
		StatusCode: 200,
		Start: warm ? 'warm' : 'cold',
		Payload: `Hello from ${found.name}, with ${Object.keys(read(variables)).join(', ') || 'no variables'}`
	};
};

async function coldStart(call: ServiceCall, found: LambdaFunction): Promise<Uint8Array> {
	noted(call, found.name, 'starts cold');
	return openVariables(call, found, asRole(call, found.body.role, found.name, found.region));
}
