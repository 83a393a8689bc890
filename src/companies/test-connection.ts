/** The connection of test calls (src/rehearsal). No company may have one of this name: what test calls left behind is cleared by it. */
export const TEST_CONNECTION = 'testanruf';
