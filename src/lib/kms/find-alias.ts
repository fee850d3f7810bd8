/** An alias that has to be there to be moved or deleted. */
import { KmsError } from '$lib/domain/errors';
import { aliasArn, type AliasName } from '$lib/domain/ids';
import type { AliasRecord } from '$lib/domain/key';
import type { Call } from './call';

/** Of the account and Region that is asked. @throws KmsError NotFoundException */
export function findAlias({ state, acting }: Call, name: AliasName): AliasRecord {
	const arn = aliasArn({ ...acting, name });
	const alias = state.aliases.get(arn);
	if (alias) return alias;
	throw new KmsError('NotFoundException', `Alias ${arn} is not found.`, {
		check: 'resolve',
		detail: 'no such alias in this account and Region'
	});
}
