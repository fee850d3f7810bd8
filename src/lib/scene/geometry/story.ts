/** The layout without room: every lane beneath the one before, arrows run down a rail at the right. */
import type { LaneInfo, Scene } from '$lib/flows/beat';
import { HSM_WALL } from './head';
import { mostGates, mostKeys, type Ground, type Lane, type Layout, type Rect, type Size } from './grid';
import type { Slots } from './slots';

export const GATE_ROW = 26;
/** Above its first lane, for the name of a Region. */
export const REGION_HEAD = 26;

export function storyLayout(scene: Scene, size: Size, slots: Slots): Layout {
	const { width } = size;
	const type = 14;
	const small = 13;
	const glyph = 40;
	const pitch = glyph + type * 2.3 + small * 1.4 + 20;
	const head = 40;
	const left = 16;
	const laneWidth = width - left - 52;
	const columns = Math.max(2, Math.floor((laneWidth - 16) / 88));
	const rail = width - 26;

	let y = 2;
	let account: string | undefined;
	let region: string | undefined;
	const accounts: { account: string; y: number; end: number }[] = [];
	const regions: { account: string; region: string; y: number; end: number }[] = [];
	const lanes = scene.lanes.map((info: LaneInfo, index): Lane => {
		if (info.account !== account) {
			y += index === 0 ? 0 : 16;
			accounts.push({ account: info.account, y, end: y });
			y += 28;
			account = info.account;
			region = undefined;
		}
		if (info.region !== '' && info.region !== region) {
			regions.push({ account: info.account, region: info.region, y, end: y });
			y += REGION_HEAD;
			region = info.region;
		}
		const most = slots.most.get(info.id) ?? 0;
		const keyCount = mostKeys(scene, info);
		const keysHeight = keyCount * 132;
		const stripHeight =
			Math.ceil(mostGates(scene, info.id) / 2) * GATE_ROW + (mostGates(scene, info.id) ? 8 : 0);
		const rows = Math.ceil(most / columns);
		const inset = info.actor === 'hsm' ? 16 : 8;
		const foot = info.actor === 'hsm' ? 40 : 8;
		const start = head + (info.actor === 'hsm' ? HSM_WALL : 0);
		const h = start + keysHeight + stripHeight + rows * pitch + foot;
		const box: Rect = { x: left, y, w: laneWidth, h };
		const inner = { x: left + inset, w: laneWidth - 2 * inset };
		const keys: Rect = { ...inner, y: y + start, h: keysHeight };
		const strip: Rect = { ...inner, y: keys.y + keysHeight, h: stripHeight };
		const body: Rect = { ...inner, y: strip.y + stripHeight, h: rows * pitch };
		y += h + 26;
		const end = y - 14;
		accounts.at(-1)!.end = end;
		if (info.region !== '') regions.at(-1)!.end = end - 2;
		return {
			...box,
			id: info.id,
			actor: info.actor,
			info,
			body,
			columns,
			pitch,
			glyph,
			cell: body.w / columns,
			roomy: true,
			beside: false,
			dense: false,
			worded: true,
			keys,
			rail,
			strip
		};
	});
	const ground = (
		{ end, ...one }: { account: string; region?: string; y: number; end: number },
		x: number
	): Ground => ({
		region: '',
		...one,
		x,
		w: x === 2 ? width - 4 : width - 44,
		h: end - one.y
	});
	return {
		vertical: true,
		big: false,
		width,
		height: y + 4,
		type,
		small,
		lanes,
		accounts: accounts.map((one) => ground(one, 2)),
		regions: regions.map((one) => ground(one, 8)),
		slots
	};
}
