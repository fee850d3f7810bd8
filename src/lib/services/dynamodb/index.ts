/** Amazon DynamoDB. Source: DynamoDB Developer Guide, "Encryption at rest"; KMS Developer Guide (2020). */
import type { ServiceModule } from '../service';

export const DYNAMODB: ServiceModule = {
	CreateTable: async () => (await import('./create-table')).createTable,
	UpdateTable: async () => (await import('./update-table')).updateTable,
	PutItem: async () => (await import('./put-item')).putItem,
	GetItem: async () => (await import('./get-item')).getItem
};
