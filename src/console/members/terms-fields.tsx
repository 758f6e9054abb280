import { NativeSelect, TextInput } from '@mantine/core';
import { CLASSIFICATIONS, type Classification, type MemberTerms } from '../../model/index.ts';
import { t } from '../text/text.ts';
import { readNames } from './member-model.ts';

/** Terms while a person writes them: lists as one text. */
export interface TermsDraft {
  readonly clearance: Classification;
  readonly groups: string;
  readonly caveats: string;
}

export const NO_TERMS: TermsDraft = { clearance: 'unclassified', groups: '', caveats: '' };

export function draftOf({ clearance, groups, caveats }: MemberTerms): TermsDraft {
  return { clearance, groups: groups.join(', '), caveats: caveats.join(', ') };
}

export function termsOf({
  clearance,
  groups,
  caveats,
}: TermsDraft): Pick<MemberTerms, 'clearance' | 'groups' | 'caveats'> {
  return { clearance, groups: readNames(groups), caveats: readNames(caveats) };
}

/** What a member may see: ceiling, groups it is in, caveats it is cleared for. */
export function TermsFields({
  draft,
  onChange,
}: {
  readonly draft: TermsDraft;
  readonly onChange: (draft: TermsDraft) => void;
}) {
  return (
    <>
      <NativeSelect
        label={t('members.ceiling')}
        description={t('members.ceilingNote')}
        value={draft.clearance}
        onChange={(event) =>
          onChange({ ...draft, clearance: event.currentTarget.value as Classification })
        }
        data={[...CLASSIFICATIONS]}
      />
      <TextInput
        label={t('members.groups')}
        description={t('members.groupsNote')}
        value={draft.groups}
        onChange={(event) => onChange({ ...draft, groups: event.currentTarget.value })}
        maxLength={1000}
      />
      <TextInput
        label={t('members.caveats')}
        value={draft.caveats}
        onChange={(event) => onChange({ ...draft, caveats: event.currentTarget.value })}
        maxLength={1000}
      />
    </>
  );
}
