/** What the lab opens in a dialog, in the order of its bar; each is fetched when it is first opened. */
import type { Component } from 'svelte';
import type { Session } from '$lib/view/session.svelte';

interface Props extends Record<string, unknown> {
	session: Session;
	/** Closes the dialog: after going to another moment. */
	onclose: () => void;
}
export interface Tool {
	readonly id: string;
	/** On the button. */
	readonly label: string;
	readonly title: string;
	readonly wide?: boolean;
	readonly load: () => Promise<{ readonly default: Component<Props> }>;
}

export const TOOLS: readonly Tool[] = [
	{
		id: 'access',
		label: 'Access',
		title: 'Who may do what',
		wide: true,
		load: () => import('./access/AccessPanels.svelte')
	},
	{
		id: 'api',
		label: 'Call the API',
		title: 'Call any operation of KMS',
		wide: true,
		load: () => import('./ConsolePanel.svelte')
	},
	{
		id: 'trail',
		label: 'CloudTrail',
		title: 'CloudTrail',
		wide: true,
		load: () => import('./TrailPanel.svelte')
	},
	{
		id: 'bill',
		label: 'Bill',
		title: 'What KMS charges',
		wide: true,
		load: () => import('./BillPanel.svelte')
	},
	{
		id: 'hsm',
		label: 'Open the HSM',
		title: 'Inside the glass box',
		load: () => import('./HsmBox.svelte')
	}
];
