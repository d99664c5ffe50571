import { Window } from '../../ui/window.tsx';

export const ModelesWindow = ({ onClose }: { onClose: () => void }) => (
  <Window titre="Modèles de message" opened size={760} onClose={onClose}>
    {null}
  </Window>
);
