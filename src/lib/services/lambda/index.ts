/** AWS Lambda, as far as environment variables go. Source: Lambda Developer Guide, "Securing environment variables". */
import type { ServiceModule } from '../service';

export const LAMBDA: ServiceModule = {
	CreateFunction: async () => (await import('./create-function')).createFunction,
	UpdateFunctionConfiguration: async () =>
		(await import('./update-function-configuration')).updateFunctionConfiguration,
	GetFunctionConfiguration: async () =>
		(await import('./get-function-configuration')).getFunctionConfiguration,
	Invoke: async () => (await import('./invoke')).invoke
};
