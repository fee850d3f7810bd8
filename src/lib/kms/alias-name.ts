/** The rules for names of aliases. Source: API CreateAlias; KMS Developer Guide, "Aliases". */
import { KmsError } from '$lib/domain/errors';
import { isKeyId, parseKmsArn, type AliasName } from '$lib/domain/ids';
import type { KeyRecord } from '$lib/domain/key';
import { LIMITS } from '$lib/facts/limits';
import type { Call } from './call';
import { limitReached } from './limit';
import { invalid } from './validate';

/** @throws KmsError ValidationException, NotAuthorizedException for `alias/aws/` */
export function checkAliasName(name: string): AliasName {
	if (!name.startsWith('alias/') || name.length === 'alias/'.length)
		throw invalid(
			'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html'
		);
	if (name.startsWith('alias/aws/'))
		throw new KmsError('NotAuthorizedException', '', {
			check: 'authorization',
			detail: 'the prefix alias/aws/ is reserved for AWS managed keys'
		});
	if (!/^alias\/[a-zA-Z0-9/_-]+$/.test(name))
		throw invalid(`${name} contains invalid characters for an alias`);
	return name as AliasName;
}

/** Aliases take a key id or key ARN as their target. */
export function checkTarget(target: string): void {
	if (
		target.startsWith('alias/') ||
		parseKmsArn(target)?.kind === 'alias' ||
		(target.includes('alias/') && !isKeyId(target))
	)
		throw invalid('Aliases must refer to keys. Not aliases');
}

/** @throws KmsError LimitExceededException */
export function requireRoomForAlias({ state }: Pick<Call, 'state'>, key: KeyRecord): void {
	const onKey = [...state.aliases.values()].filter((alias) => alias.targetArn === key.arn).length;
	if (onKey >= LIMITS.aliasesPerKey) throw limitReached(`${LIMITS.aliasesPerKey} aliases for a key`);
}
