import { optionalText, textOf } from '../input';
import { putNew, refuseTaken } from '../records';
import { ServiceError, type ServiceCall, type ServiceOperation } from '../service';
import { answered, asked, noted } from '../told';
import { DEFAULT_KEY, tableArn, type SseType, type TableBody } from './records';
import { underKmsKey, underOwnedKey, wrapDataKey } from './table-key';

export const createTable: ServiceOperation = async (call) => {
	const name = textOf(call, 'TableName');
	const hashKey = textOf(call, 'HashKey');
	const { account, region } = call.acting;
	const arn = tableArn(call, name);
	asked(call, 'CreateTable');
	call.permit({ action: 'dynamodb:CreateTable', resourceArn: arn, owner: account });
	refuseTaken(call, arn, 'ResourceInUseException', `Table already exists: ${name}`);
	const place = { arn, name, account, region };
	const sse = sseOf(call);
	const { tableKey, body, ...kept } =
		sse === 'AWS_OWNED' ? underOwnedKey(call, place) : await underKmsKey(call, place, sse);
	const wrappedDataKey = wrapDataKey(call, tableKey, call.random(32));
	putNew<TableBody>(call, {
		...{ ...place, ...kept, status: 'ACTIVE' },
		type: 'table',
		body: { ...body, hashKey, wrappedDataKey }
	});
	noted(call, name, 'is ACTIVE');
	answered(call, 'CreateTable');
	return { TableDescription: { TableName: name, TableStatus: 'ACTIVE', SSEType: body.sse } };
};

/** AWS_OWNED, or the KMS key: named, or alias/aws/dynamodb. */
export function sseOf(call: ServiceCall): Extract<SseType, 'AWS_OWNED'> | (string & {}) {
	const type = optionalText(call, 'SSEType') ?? 'AWS_OWNED';
	const key = optionalText(call, 'KMSMasterKeyId');
	if (type === 'KMS') return key ?? DEFAULT_KEY;
	if (type === 'AWS_OWNED' && key === undefined) return type;
	throw new ServiceError(
		'ValidationException',
		`SSEType: expected KMS (with or without KMSMasterKeyId) or AWS_OWNED, got ${type}`,
		{ check: 'validation' }
	);
}
