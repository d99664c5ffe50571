import { keyLabel, keyTable } from '../../keyboard/keys.ts';
import { KeyHint } from '../../ui/key-hint.tsx';
import { Window } from '../../ui/window.tsx';
import styles from './keys-window.module.css';

export const KeysWindow = ({
  opened,
  onClose,
  singleKeys,
}: {
  opened: boolean;
  onClose: () => void;
  singleKeys: boolean;
}) => (
  <Window titre="Toutes les touches" size={720} opened={opened} onClose={onClose}>
    <div className={styles.groups}>
      {keyTable.map(({ titre, lignes }) => (
        <section key={titre}>
          <h3 className={styles.titre}>{titre}</h3>
          <dl className={styles.table}>
            {lignes
              .filter(({ onlySingle }) => onlySingle !== true || singleKeys)
              .map(({ touches, fait, single }) => (
                <div key={touches.join() + fait} className={styles.ligne}>
                  <dt>
                    {touches.map((touche, index) => {
                      const label = single && touche !== '…' ? keyLabel(touche, singleKeys) : touche;
                      // biome-ignore lint/suspicious/noArrayIndexKey: a fixed row of keys
                      return touche === '…' ? <span key={index}>…</span> : <KeyHint key={index} touche={label} />;
                    })}
                  </dt>
                  <dd>{fait}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </div>
  </Window>
);
