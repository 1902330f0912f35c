/**
 * The least processor time of three runs in milliseconds, of this thread alone: how busy the machine is does not count,
 * and the first run's compiling is left out.
 */
export function processorMs(work: () => unknown): number {
  const times = [1, 2, 3].map(() => {
    const before = process.threadCpuUsage();
    work();
    const { user, system } = process.threadCpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}
