import { type ApprovalMode, approvalOutcome, type Decision } from './approval.ts';

/** `y` and `n` are answers, `-` is none. */
const after = (mode: ApprovalMode, answers: string): Decision | null =>
  approvalOutcome(
    mode,
    [...answers].map((answer) => (answer === 'y' ? 'approve' : answer === 'n' ? 'reject' : null)),
  );

describe('an approval', () => {
  it.each<[ApprovalMode, string[], string[], string[]]>([
    ['all', ['yyy'], ['n--', 'yn-', 'yyn', 'nnn'], ['---', 'yy-']],
    ['sequence', ['yy'], ['n-', 'yn'], ['--', 'y-']],
    ['any', ['y--', 'ny-', 'nny'], ['nnn'], ['---', 'nn-']],
    [{ atLeast: 2 }, ['yy-', 'yny'], ['nn-', 'ynn'], ['y--', 'yn-', 'n--', '---']],
    [{ atLeast: 1 }, ['y-'], ['nn'], ['n-']],
  ])('of the mode %j stands as soon as no answer can change it', (mode, approved, rejected, open) => {
    expect(approved.map((answers) => after(mode, answers))).toEqual(approved.map(() => 'approve'));
    expect(rejected.map((answers) => after(mode, answers))).toEqual(rejected.map(() => 'reject'));
    expect(open.map((answers) => after(mode, answers))).toEqual(open.map(() => null));
  });
});
