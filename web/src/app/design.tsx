import { BuilderScreen } from '../screens/builder/builder.tsx';
import { Automation } from '../screens/rules/automation.tsx';

/** The builder of a process with the screen of its rules within: neither knows the other. */
export const Design = () => <BuilderScreen automation={Automation} />;
