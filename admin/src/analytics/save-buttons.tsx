import { ActionIcon } from '@mantine/core';
import { Download, ImageDown } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from '../shell/toast-store.ts';
import type { Chart } from './chart.ts';
import { saveCsv, savePng } from './save-chart.ts';
import styles from './save-buttons.module.css';

export function SaveButtons({ chart }: { readonly chart: Chart }) {
  const { t } = useTranslation('analytics');
  const png = async (): Promise<void> => {
    try {
      await savePng(chart);
    } catch (error) {
      console.warn('the picture of a chart could not be made', error);
      toast(t('noPicture'), { tone: 'problem' });
    }
  };
  const csvLabel = t('csv', { chart: chart.title });
  const pngLabel = t('png', { chart: chart.title });
  return (
    <span className={styles.saves}>
      <ActionIcon aria-label={csvLabel} title={csvLabel} onClick={() => saveCsv(chart)}><Download size={15} aria-hidden /></ActionIcon>
      <ActionIcon aria-label={pngLabel} title={pngLabel} onClick={() => void png()}><ImageDown size={15} aria-hidden /></ActionIcon>
    </span>
  );
}
