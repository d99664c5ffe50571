import { Window } from '../../ui/window.tsx';

export const LibellesWindow = ({ onClose }: { onClose: () => void }) => (
  <Window titre="Libellés" opened size={560} onClose={onClose}>
    {null}
  </Window>
);
