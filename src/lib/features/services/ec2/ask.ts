/** Asks EC2; undefined when it refused, which the panel then shows. */
export type Ask = (
	operation: string,
	input: Readonly<Record<string, unknown>>
) => Promise<Readonly<Record<string, unknown>> | undefined>;
