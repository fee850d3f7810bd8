/** The watchdog of the HSM's client, driven by the test instead of a clock. */
export function looksByHand() {
	let looking: (() => void) | undefined;
	return {
		every: (look: () => void): (() => void) => {
			looking = look;
			return () => (looking = undefined);
		},
		/** Nothing while nobody waits for an answer. */
		look(times = 1): void {
			for (let i = 0; i < times; i++) looking?.();
		}
	};
}
