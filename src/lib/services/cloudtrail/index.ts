/** AWS CloudTrail as a user of KMS: its own log files. Source: CloudTrail User Guide (2026). */
import type { ServiceModule } from '../service';

export const CLOUDTRAIL: ServiceModule = {
	CreateTrail: async () => (await import('./create-trail')).createTrail,
	UpdateTrail: async () => (await import('./create-trail')).updateTrail,
	DeliverLogFile: async () => (await import('./deliver-log-file')).deliverLogFile,
	GetTrailStatus: async () => (await import('./get-trail-status')).getTrailStatus
};
