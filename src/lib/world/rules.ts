/**
 * Changes whose rules a world lives by. What was rotated stays; the next rotation of each key is one period of the new
 * rules after its last one, which may lie in the past: then it comes with the first advance.
 * Source: KMS Developer Guide, "Rotate AWS KMS keys": existing AWS managed keys rotate a year after their latest rotation.
 * Differs from AWS: whoever goes back to 2022 finds customer keys with another period fixed at 365 days.
 */
import type { WorldEvent, WorldState } from '$lib/domain/entry';
import { DAY, type KeyRecord, type RotationSettings } from '$lib/domain/key';
import type { RuleYear } from '$lib/domain/rule-year';
import { RULE_YEARS, type RotationRules } from '$lib/facts/rule-years';
import { CommandError, type Done } from './work';

export function changeRules(state: WorldState, year: RuleYear): Done {
	const rules = RULE_YEARS[year];
	if (!rules)
		throw new CommandError(
			`expected rules of ${Object.keys(RULE_YEARS).join(' or ')}, got "${String(year)}"`
		);
	const events = [...state.keys.values()].flatMap((key): WorldEvent[] => {
		const rotation = rotationUnder(rules, key);
		if (!rotation) return [];
		const set = key.multiRegion && state.sets.get(key.keyId);
		if (!set) return [{ type: 'key.rotationChanged', arn: key.arn, rotation }];
		return set.primary === key.arn ? [{ type: 'set.put', set: { ...set, rotation } }] : [];
	});
	return {
		outcome: { ok: true, result: { year, datesMoved: events.length } },
		events: [{ type: 'rules.changed', year }, ...events],
		trace: []
	};
}

/** Undefined when the key's dates stay. */
function rotationUnder(rules: RotationRules, key: KeyRecord): RotationSettings | undefined {
	const { enabled, periodInDays, nextAt } = key.rotation;
	if (!enabled || nextAt === undefined) return undefined;
	const { min, max } = rules.period;
	const period = key.manager === 'AWS' ? rules.awsManagedDays : Math.min(max, Math.max(min, periodInDays));
	if (period === periodInDays) return undefined;
	return { enabled, periodInDays: period, nextAt: nextAt + (period - periodInDays) * DAY };
}
