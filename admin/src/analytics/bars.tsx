import { useSay } from '../words/say.ts';
import styles from './bars.module.css';

export function Bars({ title, values, name }: { readonly title: string; readonly values: readonly number[]; readonly name: (index: number) => string }) {
  const say = useSay();
  const most = Math.max(1, ...values);
  return (
    <section>
      <h2 className={styles.title}>{title}</h2>
      <ol className={styles.bars}>
        {values.map((value, i) => (
          <li key={i} title={`${name(i)}: ${say.count(value)}`}>
            <span className={styles.track} aria-hidden><span style={{ height: `${(value / most) * 100}%` }} /></span>
            <span className={styles.name}>{name(i)}</span>
            <span className="unseen">{say.count(value)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
