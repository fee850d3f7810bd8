/**
 * Rotation rules of today and of 2022, side by side.
 * Sources: KMS Developer Guide, "Rotate AWS KMS keys" (2026) and its archive (2022, April 2023); API EnableKeyRotation,
 * RotateKeyOnDemand (2026-11); KMS Developer Guide, "Document history". As of 2026-11.
 */
import type { RuleYear } from '$lib/domain/rule-year';
import { LIMITS } from './limits';

export interface RotationRules {
	/** As a page calls it. */
	readonly name: string;
	/** Days between rotations of an AWS managed key; of 2022: before May. */
	readonly awsManagedDays: number;
	/** Days between automatic rotations of a customer managed key. */
	readonly period: { readonly min: number; readonly max: number; readonly default: number };
	/** On-demand rotations in a key's life; 0: RotateKeyOnDemand does not exist. */
	readonly onDemand: number;
	/** Rotations that add to the price of a key each month; Infinity: every one. */
	readonly rotationsCharged: number;
}

export const RULE_YEARS: Readonly<Record<RuleYear, RotationRules>> = {
	today: {
		name: 'today',
		awsManagedDays: LIMITS.awsManagedRotation,
		period: LIMITS.rotationPeriod,
		onDemand: LIMITS.onDemandRotations,
		rotationsCharged: 2
	},
	'2022': {
		name: "2022, the notes' year",
		awsManagedDays: 1095,
		period: { min: 365, max: 365, default: 365 },
		onDemand: 0,
		rotationsCharged: Infinity
	}
};

/** What changed between the two, in words, with when. */
export const RULE_CHANGES: readonly {
	readonly what: string;
	readonly then: string;
	readonly now: string;
	readonly changed: string;
}[] = [
	{
		what: 'AWS managed keys rotate',
		then: 'every 1,095 days',
		now: 'every 365 days',
		changed: 'May 2022'
	},
	{
		what: 'Customer managed keys rotate, once switched on',
		then: 'every 365 days, fixed',
		now: 'every 90 to 2,560 days, 365 if not chosen',
		changed: 'April 2024, the day is unverified'
	},
	{
		what: 'Rotation on demand',
		then: 'does not exist',
		now: 'up to 25 times in a key’s life',
		changed: 'April 2024'
	},
	{
		what: 'A rotation adds to the price of a key',
		then: '$1.00 a month each, without end',
		now: '$1.00 a month for the first and the second, nothing after',
		changed: 'about May 2024, the day is unverified'
	}
];

export const rulesOf = (state: { readonly rules?: RuleYear }): RotationRules =>
	RULE_YEARS[state.rules ?? 'today'];
