/**
 * Lambda when a key dies: warm environments work on; the next cold start fails. A changed policy matters only when it
 * denies: the execution role has a grant. Source: Lambda Developer Guide, API Invoke.
 */
import { SERVICES } from '$lib/domain/service';
import { contextOf, errorsLike, heldUntil, holdsKey, textIn, type WhenKeyDies } from '../fate';

export const LAMBDA_FATE: WhenKeyDies = {
	fateOf({ state, loss }) {
		const shows = errorsLike('KMS', 'Exception')[loss];
		return (resource) =>
			holdsKey(resource, state)
				? {
						ends: 'later',
						...heldUntil(resource),
						still: 'warm environments answer',
						then: 'the next cold start fails',
						shows
					}
				: { ends: 'now', then: 'cannot start: its variables stay encrypted', shows };
	},
	use: () => (resource) => {
		const { account, region, name, body } = resource;
		const role = textIn(resource, 'role').split('/').at(-1) ?? '';
		const grant = body['grant'] as { readonly token: string } | undefined;
		const context = contextOf(resource);
		const by = {
			principal: `arn:aws:sts::${account}:assumed-role/${role}/${name}`,
			viaService: `${SERVICES.lambda.prefix}.${region}.amazonaws.com`,
			...(grant && { tokens: [grant.token] })
		};
		return { ways: [[{ action: 'kms:Decrypt', by, ...(context && { context }) }]] };
	}
};
