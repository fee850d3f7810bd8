import type { RequestPanel, Values } from '$lib/view/service-form';

const FUNCTION = { name: 'FunctionName', label: 'Function', kind: 'resource', type: 'function' } as const;
const KEY = {
	name: 'KMSKeyArn',
	label: 'Key of the variables',
	kind: 'key',
	own: 'alias/aws/lambda (AWS managed)'
} as const;
const VARIABLES = [
	{ name: '_name', label: 'Name of a variable', kind: 'text', value: 'DB_PASSWORD' },
	{ name: '_value', label: 'Its value', kind: 'text', value: 'correct horse' }
] as const;
const environment = ({ _name = '', _value = '' }: Values) => ({
	Environment: { Variables: { [_name]: _value } }
});

/** AWS Lambda: environment variables, cold and warm. */
export const PANEL: RequestPanel = {
	service: 'lambda',
	about:
		'Variables are encrypted where they lie. A warm function has them in memory, so a dead key shows at the next cold start.',
	types: { function: 'Functions' },
	forms: [
		{
			operation: 'CreateFunction',
			says: 'KMS encrypts the variables themselves; with a key of yours the role gets a grant to read them.',
			fields: [
				{ name: 'FunctionName', label: 'Name', kind: 'text', value: 'greeter' },
				{ name: 'Role', label: 'Execution role', kind: 'role', first: 'Application' },
				...VARIABLES,
				KEY
			],
			make: environment
		},
		{
			operation: 'Invoke',
			says: 'A cold start decrypts as the execution role. A warm environment asks nothing.',
			fields: [FUNCTION]
		},
		{
			operation: 'GetFunctionConfiguration',
			says: 'Who may see the function but not use the key gets an error in the place of the variables.',
			fields: [FUNCTION]
		},
		{
			operation: 'UpdateFunctionConfiguration',
			says: 'Other variables, another key. The next start is cold.',
			fields: [FUNCTION, ...VARIABLES, KEY],
			make: environment
		}
	]
};
