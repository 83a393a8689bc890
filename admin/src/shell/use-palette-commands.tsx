import { useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { BookOpen, CircleHelp, Languages, LayoutList, LogOut, Moon, Sun } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../api/session.ts';
import { speak } from '../words/i18n.ts';
import { openOverlay } from './overlay-store.ts';
import type { Entry } from './palette.tsx';
import { signOut } from './sign-out.ts';

export function usePaletteCommands(): readonly Entry[] {
  const { t, i18n } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const other = i18n.language === 'de' ? 'en' : 'de';
  const group = t('palette.commands');
  const navigate = useNavigate();
  const { companies, operator } = useSession();
  return [
    ...(companies.length > 1 || operator ? [{ id: 'companies', group, icon: <LayoutList size={16} aria-hidden />, title: t('shell.allCompanies'), act: () => void navigate({ to: '/companies' }) }] : []),
    { id: 'light', group, icon: <Sun size={16} aria-hidden />, title: `${t('shell.scheme')}: ${t('shell.schemeLight')}`, act: () => setColorScheme('light') },
    { id: 'dark', group, icon: <Moon size={16} aria-hidden />, title: `${t('shell.scheme')}: ${t('shell.schemeDark')}`, act: () => setColorScheme('dark') },
    { id: 'language', group, icon: <Languages size={16} aria-hidden />, title: other === 'en' ? 'English' : 'Deutsch', act: () => void speak(other) },
    { id: 'handbook', group, icon: <BookOpen size={16} aria-hidden />, title: t('shell.handbook'), act: () => void navigate({ to: '/help' }) },
    { id: 'help', group, icon: <CircleHelp size={16} aria-hidden />, title: t('shell.help'), act: () => openOverlay('help') },
    { id: 'sign-out', group, icon: <LogOut size={16} aria-hidden />, title: t('shell.signOut'), act: () => void signOut() },
  ];
}
