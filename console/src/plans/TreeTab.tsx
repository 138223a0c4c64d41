// The tree of a plan, and, while it is drafted, what changes it: one node at a time, everything else as it was.
import { Modal } from '@mantine/core';
import { useState } from 'react';

import { useOwner } from '../app/viewer';
import { MoveForm } from '../forms/MoveForm';
import type { FieldSpec } from '../forms/spec';
import { SetPlanTreeDocument, type PlanNodeKind } from '../graph/generated/graphql';
import { Button } from '../kit/Button';
import { useToast } from '../kit/toasts';
import { below, kindBelow } from '../pure/tree';
import { useTexts } from '../texts/texts';
import { ActionsForm } from './ActionsForm';
import { NodeForm } from './NodeForm';
import type { Plan } from './PlanPage';
import { PlanTree } from './PlanTree';
import { hasMoney, useTree, type Tree, type Twig } from './useTree';

const MOST = 300;
const NO_FIELDS: FieldSpec[] = [];

type Doing =
  { add: PlanNodeKind; parent: string | null } | { change: string } | { actions: string } | { drop: string } | null;

interface TreeTabProps {
  of: Plan;
  onChanged: () => void;
}

export function TreeTab({ of, onChanged }: TreeTabProps) {
  const texts = useTexts();
  const t = texts.plans;
  const drafts = of.viewerCan.includes('DRAFT');
  const tree = useTree(of, drafts);
  const twigs = tree?.twigs ?? null;
  const [doing, setDoing] = useState<Doing>(null);
  const done = () => {
    setDoing(null);
    onChanged();
  };
  const top = kindBelow(of.nomenclature, null);
  const full = of.nodes.length >= MOST;
  const toolsOf = (code: string) => {
    const twig = twigs?.find((one) => one.code === code);
    const branch = twig?.branch;
    if (!twig || !branch) {
      return null;
    }
    const kind = kindBelow(of.nomenclature, branch.kind);
    const name = `${branch.code} ${branch.title}`;
    return (
      <div className="branch-tools">
        <Button small icon="pen" aria-label={`${t.change}: ${name}`} onClick={() => setDoing({ change: code })}>
          {t.change}
        </Button>
        <Button small icon="table" aria-label={`${t.monthlyRows}: ${name}`} onClick={() => setDoing({ actions: code })}>
          {t.monthlyRows}
          {(twig.input.actions ?? []).length > 0 && ` (${(twig.input.actions ?? []).length})`}
        </Button>
        {kind && !full && !hasMoney(twig.input) && (
          <Button
            small
            icon="plus"
            aria-label={`${t.addBelow(texts.words.planNode[kind])}: ${name}`}
            onClick={() => setDoing({ add: kind, parent: code })}
          >
            {texts.words.planNode[kind]}
          </Button>
        )}
        <Button
          small
          look="quiet"
          icon="close"
          aria-label={`${t.drop}: ${name}`}
          onClick={() => setDoing({ drop: code })}
        >
          {t.drop}
        </Button>
      </div>
    );
  };
  return (
    <div className="plan-tab">
      <PlanTree of={of} {...(drafts ? { toolsOf } : {})} />
      {drafts && top && !full && (
        <Button
          icon="plus"
          look={of.nodes.length === 0 ? 'primary' : 'plain'}
          disabled={twigs === null}
          onClick={() => setDoing({ add: top, parent: null })}
        >
          {t.addNode(texts.words.planNode[top])}
        </Button>
      )}
      <Modal
        opened={doing !== null && tree !== null}
        onClose={() => setDoing(null)}
        size="xl"
        title={doing && titleOf(doing, texts)}
        closeButtonProps={{ 'aria-label': texts.app.close }}
      >
        {doing && tree && <Done of={of} tree={tree} doing={doing} onDone={done} onStale={onChanged} />}
      </Modal>
    </div>
  );
}

function titleOf(doing: NonNullable<Doing>, texts: ReturnType<typeof useTexts>): string {
  const t = texts.plans;
  if ('add' in doing) {
    return t.addNode(texts.words.planNode[doing.add]);
  }
  return 'change' in doing ? t.changeNode : 'actions' in doing ? t.monthlyRows : t.dropNode;
}

interface DoneProps {
  of: Plan;
  tree: Tree;
  doing: NonNullable<Doing>;
  onDone: () => void;
  onStale: () => void;
}

function Done({ of, tree, doing, onDone, onStale }: DoneProps) {
  const twigOf = (code: string | null) => tree.twigs.find((one) => one.code === code) ?? null;
  const common = { plan: of, tree, onDone, onStale };
  if ('add' in doing) {
    return <NodeForm {...common} kind={doing.add} of={null} parent={twigOf(doing.parent)} />;
  }
  const twig = twigOf('change' in doing ? doing.change : 'actions' in doing ? doing.actions : doing.drop);
  if (!twig?.branch) {
    return null;
  }
  if ('change' in doing) {
    return <NodeForm {...common} kind={twig.branch.kind} of={twig} parent={null} />;
  }
  return 'actions' in doing ? (
    <>
      <p className="step-lead">
        <span className="code">{twig.code}</span> {twig.input.title}
      </p>
      <ActionsForm {...common} of={twig} />
    </>
  ) : (
    <DropForm {...common} of={twig} />
  );
}

function DropForm({ plan, tree, of, onDone, onStale }: Omit<DoneProps, 'of' | 'doing'> & { plan: Plan; of: Twig }) {
  const t = useTexts().plans;
  const owner = useOwner();
  const toast = useToast();
  const gone = below(tree.twigs, of.code);
  return (
    <>
      <p className="step-lead">{t.dropNodeHint(`${of.code} ${of.input.title}`, gone.size - 1)}</p>
      <MoveForm
        fields={NO_FIELDS}
        scope={[owner, plan.id, 'HAPUS-BARIS', of.code]}
        document={SetPlanTreeDocument}
        input={() => ({
          plan: plan.id,
          revision: tree.revision,
          nodes: tree.twigs.filter((one) => !gone.has(one.code)).map((one) => one.input),
        })}
        onRefused={(refusal) => refusal.code === 'CONFLICT' && onStale()}
        send={t.drop}
        icon="close"
        look="danger"
        onDone={() => {
          toast(t.nodeDropped);
          onDone();
        }}
      />
    </>
  );
}
