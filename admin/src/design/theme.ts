// Mantine brought in line with the tokens. What only colours or spaces something is in the CSS beside this file.
import { createTheme } from '@mantine/core';
import type { CSSVariablesResolver, MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = ['#f0f9f8', '#def2f0', '#bfe3e0', '#94cec9', '#68b4af', '#409a94', '#23817d', '#0c6d69', '#045b57', '#064744'];
const red: MantineColorsTuple = ['#fff1ef', '#ffe1dd', '#ffc5be', '#ff9d95', '#fe736c', '#e54c4a', '#c92f33', '#ae1b24', '#93111a', '#730f15'];
const gray: MantineColorsTuple = ['#f5f8f7', '#eef2f1', '#e3e8e7', '#d3d9d8', '#b9c0bf', '#8f9796', '#616766', '#454b4a', '#2b3130', '#181c1c'];
const dark: MantineColorsTuple = ['#e5eded', '#c3cccb', '#9ba5a4', '#7c8685', '#4a5252', '#303838', '#252c2c', '#161c1c', '#0f1414', '#090d0d'];

export const theme = createTheme({
  primaryColor: 'brand',
  primaryShade: { light: 7, dark: 5 },
  colors: { brand, red, gray, dark },
  white: '#ffffff',
  black: '#161b1b',
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font-code)',
  headings: { fontFamily: 'var(--font)', fontWeight: '640' },
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  defaultRadius: 'sm',
  radius: { xs: '0.25rem', sm: '0.375rem', md: '0.5rem', lg: '0.75rem', xl: '1rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  // by name: the part itself would come into the first load
  components: {
    Button: {
      defaultProps: { size: 'sm', fw: 560 },
      // Mantine works the ink of a filled button out once, for the light shade: on the lighter one of the dark scheme white is too faint.
      vars: (_theme: unknown, { variant = 'filled', color }: { readonly variant?: string; readonly color?: string }) => ({
        root: variant === 'filled' && color === undefined ? { '--button-bg': 'var(--accent)', '--button-hover': 'var(--accent-hover)', '--button-color': 'var(--on-accent)' } : {},
      }),
    },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 'md' } },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: false, multiline: true, events: { hover: true, focus: true, touch: false } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 90 } } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 90 } } },
    Modal: { defaultProps: { centered: true, transitionProps: { duration: 120 } } },
    Input: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'sm' } },
  },
});

/** Mantine's own variables, pointed at the tokens: a Mantine part and a plain element beside it are one design. */
export const mantineVariables: CSSVariablesResolver = () => {
  const both = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--muted)',
    '--mantine-color-placeholder': 'var(--muted)',
    '--mantine-color-default': 'var(--surface)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--red-ink)',
    '--mantine-color-anchor': 'var(--accent-ink)',
    '--mantine-color-gray-light-color': 'var(--text)',
  };
  return { variables: { '--mantine-line-height': '1.45' }, light: both, dark: both };
};
