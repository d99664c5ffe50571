import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import { type JourAppels, jourCourt } from './textes.ts';

const hauteur = 232;

/** Reached below, the others above, and both figures under each day. Nothing in it takes the focus. */
export const Colonnes = ({ semaine }: { semaine: readonly JourAppels[] }) => (
  <BarChart
    h={hauteur}
    type="stacked"
    data={semaine.map(({ jour, joints, autres }) => ({ jour: jourCourt(jour), joints, autres }))}
    dataKey="jour"
    series={[
      { name: 'joints', label: 'joints', color: 'var(--s-joint)' },
      { name: 'autres', label: 'autres', color: 'var(--s-autres)' },
    ]}
    withLegend
    legendProps={{ verticalAlign: 'top', height: 30 }}
    tickLine="none"
    gridAxis="y"
    gridColor="var(--c-hairline)"
    textColor="var(--c-muted)"
    maxBarWidth={64}
    barProps={{ isAnimationActive: false, stroke: 'var(--c-panel)', strokeWidth: 1 }}
    barChartProps={{ accessibilityLayer: false }}
    yAxisProps={{ allowDecimals: false, width: 36 }}
    withBarValueLabel
    valueLabelProps={{ position: 'inside', fill: 'var(--c-panel)' }}
  />
);
