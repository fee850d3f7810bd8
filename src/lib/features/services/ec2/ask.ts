/** Asks EC2; undefined when it refused, which the panel then shows. */
export type Ask = (
	operation: string,
	input: Readonly<Record<string, unknown>>
) => Promise<Readonly<Record<string, unknown>> | undefined>;

/** What may be done with a thing, as a button. */
export interface Deed {
	readonly label: string;
	readonly operation: string;
	readonly input: Readonly<Record<string, unknown>>;
	readonly disabled?: boolean;
	readonly answered?: (answer: Readonly<Record<string, unknown>>) => void;
}
