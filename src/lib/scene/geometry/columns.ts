/** The layout with room: actors side by side, places beneath each other. */
import type { LaneInfo, Scene } from '$lib/flows/beat';
import type { Actor } from '$lib/domain/trace';
import { fit, labelHeight, type Room } from './fit';
import {
	columnsOf,
	mostKeys,
	placesOf,
	rowCount,
	type Ground,
	type Lane,
	type Layout,
	type Rect,
	type Size
} from './grid';
import { HSM_WALL } from './head';
import type { Slots } from './slots';

const WEIGHT: Readonly<Record<Actor, number>> = {
	caller: 0.95,
	sdk: 1.05,
	service: 1.05,
	kms: 1.3,
	hsm: 1.15,
	store: 0.95
};

/** "Account 111122223333" at 24 px, and at 13. */
const NAME_WIDTH = { big: 272, page: 160 };

interface Row {
	readonly account: string;
	/** Empty: nobody but people. */
	readonly region: string;
	readonly y: number;
	readonly h: number;
}

export function columnsLayout(scene: Scene, size: Size, slots: Slots): Layout {
	const big = size.big ?? false;
	const { width, height } = size;
	const type = big ? 24 : 14;
	const small = big ? 24 : 13;
	const gap = big ? 16 : 14;
	const edge = 2;
	/** Where accounts lie beneath each other, the name of each shares the height of its rail. */
	const compact = rowCount(scene) > 1;
	const nameWidth = compact ? NAME_WIDTH[big ? 'big' : 'page'] : 0;
	const regionWidth = compact ? (big ? 150 : 88) : 0;
	const title = compact ? (big ? 8 : 4) : big ? 34 : 26;
	const railHeight = big ? 74 : 54;
	/** Where there is height, with room for the ways between the name and what lies beneath it. */
	const head = big ? 52 : height / rowCount(scene) > 420 ? 42 : 38;

	// Across: one column an actor.
	const actors = columnsOf(scene);
	const total = actors.reduce((sum, actor) => sum + WEIGHT[actor], 0);
	const regional = actors.findIndex((actor) => actor !== 'caller' && actor !== 'sdk');
	const frameInset = big ? 12 : 10;
	const room = width - 2 * edge - gap * (actors.length + 1) - 2 * frameInset;
	const columns = new Map<Actor, { readonly x: number; readonly w: number }>();
	let x = edge + gap;
	for (const [index, actor] of actors.entries()) {
		if (index === regional) x += frameInset;
		const w = (room * WEIGHT[actor]) / total;
		columns.set(actor, { x, w });
		x += w + gap;
	}

	// Down: one row a Region, one for an account of people only; a fuller row gets more of the height.
	const places = placesOf(scene);
	const rowsOf = places.flatMap(({ account, regions }) =>
		(regions.length ? regions : ['']).map((region) => ({ account, region }))
	);
	const between = gap * (places.length - 1) + (rowsOf.length - places.length) * gap;
	const above = title + railHeight + head;
	const needs = rowsOf.map(({ account, region }) => {
		const own = scene.lanes.filter((l) => l.account === account && (l.region === region || l.region === ''));
		const row = big ? 76 : 34 + labelHeight({ type, small }, false) + 18;
		const inLane = own.map(
			(l) =>
				Math.ceil(Math.min(6, slots.most.get(l.id) ?? 0) / 2) * row +
				mostKeys(scene, l) * (big ? 130 : 92) +
				(l.actor === 'hsm' ? 40 : 8)
		);
		return above + gap + Math.max(row, ...inLane.map((one) => Math.min(one, big ? 330 : 300)));
	});
	const needed = needs.reduce((sum, one) => sum + one, 0);
	const spare = height - 2 * edge - between - needed;
	/** What of it lies beneath heads and rails, which do not shrink. */
	const flexible = needed - needs.length * (above + gap);
	const shares = rowsOf.map(({ region }) => (region === '' ? 0.25 : 1));
	const whole = shares.reduce((sum, one) => sum + one, 0);
	let y = edge;
	const rows = rowsOf.map((row, index): Row => {
		const h =
			spare >= 0
				? needs[index]! + (spare * shares[index]!) / whole
				: above + gap + ((needs[index]! - above - gap) * (flexible + spare)) / flexible;
		const placed = { ...row, y, h };
		y += h + gap;
		return placed;
	});

	const rowsIn = (account: string): readonly Row[] => rows.filter((row) => row.account === account);
	const spanOf = (info: LaneInfo): Row => {
		const own = rowsIn(info.account);
		if (info.region !== '') return own.find((row) => row.region === info.region) ?? own[0]!;
		const [first, last] = [own[0]!, own.at(-1)!];
		return { ...first, h: last.y + last.h - first.y };
	};
	const accounts = places.map(({ account }): Ground => {
		const own = rowsIn(account);
		const [first, last] = [own[0]!, own.at(-1)!];
		return { account, region: '', x: edge, y: first.y, w: width - 2 * edge, h: last.y + last.h - first.y };
	});
	const regionX = (columns.get(actors[Math.max(0, regional)]!)?.x ?? edge) - frameInset;
	const regions = rows.flatMap((row): Ground[] =>
		row.region === '' || regional < 0
			? []
			: [
					{
						...row,
						x: regionX,
						y: row.y + 6,
						w: width - edge - gap - regionX + frameInset / 2,
						h: row.h - 12
					}
				]
	);

	const framed = scene.lanes.map((info) => {
		const { x: left, w } = columns.get(info.actor)!;
		const row = spanOf(info);
		const top = row.y + title + railHeight;
		const box: Rect = { x: left, y: top, w, h: row.y + row.h - top - gap - 2 };
		const rail = row.y + title + railHeight - (big ? 20 : 16);
		const strip: Rect = {
			x: edge + gap + nameWidth,
			y: row.y + title,
			w: width - 2 * (edge + gap) - nameWidth - regionWidth,
			h: railHeight
		};
		const inset = info.actor === 'hsm' ? (big ? 26 : 22) : 10;
		const foot = info.actor === 'hsm' ? (big ? 50 : 40) : 8;
		const start = head + (info.actor === 'hsm' ? HSM_WALL : 0);
		const inner: Rect = { x: left + inset, y: top + start, w: w - 2 * inset, h: box.h - start - foot };
		const keyCount = mostKeys(scene, info);
		const most = slots.most.get(info.id) ?? 0;
		const keys = keysOf(inner, keyCount, most, big);
		/** Room for the ways that come to the first row. */
		const beneath = big ? 16 : 12;
		const body: Rect =
			keyCount === 0
				? inner
				: keys.w < inner.w
					? { ...inner, x: keys.x + keys.w + 8, w: inner.w - keys.w - 8 }
					: { ...inner, y: keys.y + keys.h + beneath, h: inner.h - keys.h - beneath };
		return { info, box, rail, strip, keys, room: { body, most } satisfies Room };
	});
	const fitted = fit(
		framed.map((one) => one.room),
		{ type, small, least: big ? 34 : 26, largest: big ? 104 : 88 }
	);
	const lanes = framed.map(({ info, box, rail, strip, keys, room: { body } }, index): Lane => ({
		...box,
		id: info.id,
		actor: info.actor,
		info,
		body,
		...fitted[index]!,
		keys,
		rail,
		strip
	}));
	return {
		vertical: false,
		big,
		width,
		height,
		type,
		small,
		lanes,
		accounts,
		regions,
		slots
	};
}

/** Keys stand above what passes through KMS; where that is low or the lane is wide, beside it. */
function keysOf(inner: Rect, count: number, most: number, big: boolean): Rect {
	if (count === 0) return { ...inner, h: 0 };
	if (most === 0) return inner;
	const least = big ? 150 : 104;
	const things = big ? 120 : 96;
	if (inner.h < least * count + things && inner.w > (big ? 330 : 250)) return { ...inner, w: inner.w * 0.58 };
	const oneRow = most * (big ? 140 : 82) <= inner.w;
	return { ...inner, h: Math.min(inner.h * 0.62, count * (oneRow ? (big ? 240 : 220) : big ? 190 : 160)) };
}
