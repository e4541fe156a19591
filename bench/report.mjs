/** One line per contender, and one per goal. */

/** @param each `{ title, perOperation, unit, goals }`: a result is divided by `perOperation` to give the time of one `unit` */
export function printCase({ title, perOperation = 1, unit = 'packet', goals = [] }, results) {
  const own = results.get('rtpkit');
  console.log(`\n${title}`);
  for (const [name, nanoseconds] of results) {
    const ratio = name === 'rtpkit' ? '' : `(${formatRatio(nanoseconds / own)})`;
    console.log(`  ${name.padEnd(26)} ${formatTime(nanoseconds / perOperation).padStart(9)} per ${unit} ${ratio}`);
  }
  for (const { text, value, atLeast = -Infinity, atMost = Infinity, unitOfGoal = 'times' } of goals.map((goal) =>
    goal(results),
  )) {
    const met = value >= atLeast && value <= atMost ? 'met' : 'MISSED';
    const bound = atLeast === -Infinity ? `at most ${atMost}` : `at least ${atLeast}`;
    console.log(`  goal: ${text} ${bound} ${unitOfGoal}: ${value.toFixed(2)}, ${met}`);
  }
}

/** A goal: the peer takes at least so many times as long as rtpkit, or as the contender of ours that is named. */
export function fasterThan(peer, atLeast, own = 'rtpkit') {
  return (results) => ({ text: `faster than ${peer}`, value: results.get(peer) / results.get(own), atLeast });
}

/** A goal: `name` takes at most so many times as long as rtpkit's plain case; 1 would be no difference. */
export function costsAtMost(name, atMost) {
  return (results) => ({ text: `${name} costs`, value: results.get(name) / results.get('rtpkit'), atMost });
}

/** A goal: one of `perOperation` parts of an operation takes rtpkit at most so many nanoseconds. */
export function takesAtMost(nanoseconds, perOperation) {
  return (results) => ({
    text: 'rtpkit takes',
    value: results.get('rtpkit') / perOperation,
    atMost: nanoseconds,
    unitOfGoal: 'ns',
  });
}

function formatTime(nanoseconds) {
  if (nanoseconds < 1000) return `${nanoseconds.toFixed(1)} ns`;
  if (nanoseconds < 1e6) return `${(nanoseconds / 1e3).toFixed(1)} µs`;
  return `${(nanoseconds / 1e6).toFixed(1)} ms`;
}

function formatRatio(ratio) {
  return `${ratio < 10 ? ratio.toFixed(1) : ratio.toFixed(0)}x`;
}
