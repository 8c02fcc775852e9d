export const Tasks = () => null;
