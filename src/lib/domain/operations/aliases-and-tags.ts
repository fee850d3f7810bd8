/** Aliases and tags: what keys are called. */
import type { Empty, Keyed, Page, PageOut, Tag } from './common';

export interface AliasListEntry {
	readonly AliasName: string;
	readonly AliasArn: string;
	/** These three are absent for a predefined alias whose AWS managed key is not there yet. */
	readonly TargetKeyId?: string;
	readonly CreationDate?: number;
	readonly LastUpdatedDate?: number;
}

export interface AliasAndTagOperations {
	CreateAlias: { in: { readonly AliasName: string; readonly TargetKeyId: string }; out: Empty };
	UpdateAlias: { in: { readonly AliasName: string; readonly TargetKeyId: string }; out: Empty };
	DeleteAlias: { in: { readonly AliasName: string }; out: Empty };
	ListAliases: {
		in: Page & { readonly KeyId?: string };
		out: PageOut & { readonly Aliases: readonly AliasListEntry[] };
	};
	TagResource: { in: Keyed & { readonly Tags: readonly Tag[] }; out: Empty };
	UntagResource: { in: Keyed & { readonly TagKeys: readonly string[] }; out: Empty };
	ListResourceTags: { in: Keyed & Page; out: PageOut & { readonly Tags: readonly Tag[] } };
}
