/** One field of a binary format, with its place and a plain explanation. */
export interface Field {
	readonly name: string;
	readonly offset: number;
	readonly length: number;
	readonly value: string;
	readonly meaning: string;
	readonly modelled: boolean;
}
