/** What the endpoint prints when it starts: addresses, and what to paste into a terminal. */
import type { Endpoint } from './endpoint';
import type { EndpointOptions } from './options';

export function banner(of: {
	readonly endpoint: Endpoint;
	readonly options: EndpointOptions;
	/** With its slash at the end. */
	readonly url: string;
	readonly site: boolean;
}): string {
	const { endpoint, options, url, site } = of;
	const address = url.replace(/\/$/, '');
	const [first, ...others] = endpoint.accessKeys;
	const lines = [
		'',
		`  Glass KMS is at ${url}`,
		...(site ? [`  To watch your terminal's calls: ${url}lab/?follow`] : []),
		'',
		'  Point a terminal at it:',
		`    export AWS_ENDPOINT_URL_KMS=${address}`,
		`    export AWS_REGION=${endpoint.region} AWS_DEFAULT_REGION=${endpoint.region}`,
		`    export AWS_ACCESS_KEY_ID=${first?.id} AWS_SECRET_ACCESS_KEY=${first?.secret}`,
		'',
		options.anyCredentials
			? `  Any access key is taken for that of ${first?.arn}.`
			: `  That key is of ${first?.arn}. Others:`,
		...(options.anyCredentials ? [] : others.map((key) => `    ${key.id} ${key.secret}  ${key.arn}`)),
		'',
		endpoint.path === undefined
			? '  The world ends with this program. To keep it: --world FILE'
			: `  The world is kept in ${endpoint.path}. Whoever has that file can open all that is sealed in it.`,
		'  Stop it with Ctrl+C.',
		''
	];
	return lines.join('\n');
}
