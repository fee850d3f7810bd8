/**
 * A scenario played in this browser: the HTML's scene is shown at once, the same commands run here behind a worker,
 * and what they gave takes its place. The same seed gives the same bytes, so nothing on the stage moves.
 */
import { sceneOf, type Scene } from '$lib/flows/scene';
import { scenarioById } from '$lib/scenarios';
import { chooseHsm, type ChosenHsm } from './choose-hsm';
import { rsaTestKeysOf } from '$lib/scenarios/test-keys';
import { sceneOfScenario } from './play';
import { Session } from './session.svelte';

export class LiveScene {
	#scene: Scene = $state.raw() as Scene;
	#session: Session | undefined = $state.raw();
	#notice = $state('');
	#refusal = $state('');
	#hsm: ChosenHsm | undefined;

	constructor(scene: Scene) {
		this.#scene = scene;
	}
	get scene(): Scene {
		return this.#scene;
	}
	/** The world of the scene, once it was played here. */
	get session(): Session | undefined {
		return this.#session;
	}
	get notice(): string {
		return this.#notice;
	}
	/** Why it could not be played here; the HTML's scene stays. */
	get refusal(): string {
		return this.#refusal;
	}

	async play(): Promise<void> {
		const scenario = scenarioById(this.#scene.id);
		if (!scenario) return;
		try {
			const { seed } = scenario;
			const rsaTestKeys = await rsaTestKeysOf(scenario);
			let hsm = (this.#hsm = await chooseHsm({ seed, rsaTestKeys, inProcess: true }));
			const { scene, played } = await sceneOfScenario(scenario, hsm.hsm);
			if (rsaTestKeys) {
				// What the person does from here on makes keys of its own.
				hsm.hsm.close();
				hsm = this.#hsm = await chooseHsm({ seed, inProcess: true });
			}
			if (JSON.stringify(scene) !== JSON.stringify(this.#scene)) this.#scene = scene;
			this.#notice = hsm.notice ?? '';
			this.#session = new Session({
				origin: played.origin,
				hsm,
				sceneOf,
				entries: played.timeline.entries,
				head: played.timeline.head
			});
		} catch (error) {
			this.#refusal = error instanceof Error ? error.message : String(error);
		}
	}
	close(): void {
		this.#session?.close();
		this.#hsm?.hsm.close();
	}
}
