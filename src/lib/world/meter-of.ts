/** The meter of a command, where request quotas hold; fetched with the first that needs one. */
import type { Meter } from '$lib/domain/meter';
import type { Job } from './work';

export async function meterOf(job: Job): Promise<Meter | undefined> {
	if (!job.state.quotas || !job.log) return undefined;
	return (await import('./meter')).createMeter(job, job.log);
}
