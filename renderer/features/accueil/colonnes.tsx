import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import { nombre } from '../../textes/pluriel.ts';
import { type JourAppels, jourCourt } from './textes.ts';

const hauteur = 244;
const sousLesColonnes = 40;

interface Place {
  x: number | string;
  y: number | string;
  index: number;
}

/** Reached below, the others above, and both figures in words under each day. Nothing in it takes the focus. */
export const Colonnes = ({ semaine }: { semaine: readonly JourAppels[] }) => {
  const jour = ({ x, y, index }: Place) => {
    const un = semaine[index];
    return un === undefined ? (
      <g />
    ) : (
      <text x={x} y={y} textAnchor="middle" fontSize={12}>
        <tspan x={x} dy={12} fill="var(--c-muted)">
          {jourCourt(un.jour)}
        </tspan>
        <tspan x={x} dy={17} fill="var(--c-text)" fontWeight={600}>
          {un.joints + un.autres === 0 ? '–' : `${nombre(un.joints)} / ${nombre(un.joints + un.autres)}`}
        </tspan>
      </text>
    );
  };
  return (
    <BarChart
      h={hauteur}
      type="stacked"
      data={[...semaine]}
      dataKey="jour"
      series={[
        { name: 'joints', label: 'joints', color: 'var(--s-joint)' },
        { name: 'autres', label: 'autres', color: 'var(--s-autres)' },
      ]}
      withLegend
      legendProps={{ verticalAlign: 'top', height: 30 }}
      tickLine="none"
      gridAxis="x"
      gridColor="var(--c-hairline)"
      textColor="var(--c-muted)"
      maxBarWidth={64}
      barProps={{ isAnimationActive: false, stroke: 'var(--c-panel)', strokeWidth: 1 }}
      barChartProps={{ accessibilityLayer: false }}
      xAxisProps={{ tick: jour, height: sousLesColonnes, interval: 0 }}
      yAxisProps={{ allowDecimals: false, width: 36 }}
      tooltipProps={{ labelFormatter: (label: unknown) => jourCourt(String(label)) }}
    />
  );
};
