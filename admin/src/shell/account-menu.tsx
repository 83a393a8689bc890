import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { BookOpen, CircleHelp, Languages, LogOut, Monitor, Moon, Settings2, Sun, UserRound } from 'lucide-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSignedIn } from '../api/session.ts';
import { speak } from '../words/i18n.ts';
import { openOverlay } from './overlay-store.ts';
import { signOut } from './sign-out.ts';

export function AccountMenu() {
  const { t } = useTranslation();
  return (
    <Menu position="top-end" width={240}>
      <Menu.Target>
        <ActionIcon aria-label={t('shell.account')}><Settings2 size={17} aria-hidden /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown><AccountItems /></Menu.Dropdown>
    </Menu>
  );
}

/** `help`: of the pages of a company. */
export function AccountItems({ help = true }: { readonly help?: boolean }) {
  const { t, i18n } = useTranslation();
  const { role, user } = useSignedIn();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [['auto', t('shell.schemeAuto'), Monitor], ['light', t('shell.schemeLight'), Sun], ['dark', t('shell.schemeDark'), Moon]] as const;
  return (
    <>
      <Menu.Label>{user === null ? t(`shell.role.${role}`) : `${user.name} · ${t(`shell.role.${role}`)}`}</Menu.Label>
      {user !== null && help && <Menu.Item component={Link} to="/account" leftSection={<UserRound size={16} aria-hidden />}>{t('shell.own')}</Menu.Item>}
      <Menu.Label>{t('shell.scheme')}</Menu.Label>
      {schemes.map(([scheme, label, Icon]) => (
        <Menu.Item key={scheme} leftSection={<Icon size={16} aria-hidden />} aria-current={colorScheme === scheme} fw={colorScheme === scheme ? 600 : 400} onClick={() => setColorScheme(scheme)}>{label}</Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Item leftSection={<Languages size={16} aria-hidden />} lang={i18n.language === 'de' ? 'en' : 'de'} onClick={() => void speak(i18n.language === 'de' ? 'en' : 'de')}>
        {i18n.language === 'de' ? 'English' : 'Deutsch'}
      </Menu.Item>
      {help && <Menu.Item component={Link} to="/help" leftSection={<BookOpen size={16} aria-hidden />}>{t('shell.handbook')}</Menu.Item>}
      {help && <Menu.Item leftSection={<CircleHelp size={16} aria-hidden />} onClick={() => openOverlay('help')}>{t('shell.help')}</Menu.Item>}
      <Menu.Item leftSection={<LogOut size={16} aria-hidden />} onClick={() => void signOut()}>{t('shell.signOut')}</Menu.Item>
    </>
  );
}
