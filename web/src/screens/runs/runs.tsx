export const Runs = () => null;
