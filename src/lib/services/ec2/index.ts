/** Amazon EC2 with EBS and Auto Scaling. Source: EC2 and EBS User Guides, Auto Scaling User Guide (2026). */
import type { ServiceModule } from '../service';

export const EC2: ServiceModule = {
	EnableEbsEncryptionByDefault: async () => (await import('./settings')).enableEbsEncryptionByDefault,
	DisableEbsEncryptionByDefault: async () => (await import('./settings')).disableEbsEncryptionByDefault,
	ModifyEbsDefaultKmsKeyId: async () => (await import('./settings')).modifyEbsDefaultKmsKeyId,
	GetEbsDefaultKmsKeyId: async () => (await import('./settings')).getEbsDefaultKmsKeyId,
	CreateVolume: async () => (await import('./create-volume')).createVolume,
	AttachVolume: async () => (await import('./attach-volume')).attachVolume,
	DetachVolume: async () => (await import('./detach-volume')).detachVolume,
	WriteBlock: async () => (await import('./write-block')).writeBlock,
	ReadBlock: async () => (await import('./read-block')).readBlock,
	CreateSnapshot: async () => (await import('./create-snapshot')).createSnapshot,
	ModifySnapshotAttribute: async () => (await import('./modify-snapshot-attribute')).modifySnapshotAttribute,
	CopySnapshot: async () => (await import('./copy-snapshot')).copySnapshot,
	CreateImage: async () => (await import('./images')).createImage,
	RegisterImage: async () => (await import('./images')).registerImage,
	CopyImage: async () => (await import('./images')).copyImage,
	ModifyImageAttribute: async () => (await import('./modify-image-attribute')).modifyImageAttribute,
	RunInstances: async () => (await import('./run-instances')).runInstances,
	StartInstances: async () => (await import('./start-instances')).startInstances,
	StopInstances: async () => (await import('./stop-instances')).stopInstances,
	CreateAutoScalingGroup: async () => (await import('./auto-scaling')).createAutoScalingGroup,
	SetDesiredCapacity: async () => (await import('./auto-scaling')).setDesiredCapacity
};
