// How Mantine's parts take on the colours and letters of tokens.css.
import { createTheme, Menu, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const laut: MantineColorsTuple = [
  '#e6f4f5',
  '#d3e7e9',
  '#a5ced2',
  '#74b4ba',
  '#4d9fa7',
  '#34929b',
  '#238c95',
  '#137983',
  '#0b5c66',
  '#084a53',
];

export const theme = createTheme({
  colors: { laut },
  primaryColor: 'laut',
  primaryShade: { light: 8, dark: 5 },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // The placeholder is a child that a menu may not have; without it the first item is focused.
  components: { Menu: Menu.extend({ defaultProps: { withInitialFocusPlaceholder: false } }) },
});

export const variables: CSSVariablesResolver = () => ({
  variables: {
    '--mantine-radius-md': 'var(--radius)',
    '--mantine-color-body': 'var(--card)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-soft)',
    '--mantine-color-placeholder': 'var(--ink-faint)',
    '--mantine-color-default': 'var(--card)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line)',
    '--mantine-color-default-hover': 'var(--sunken)',
    '--mantine-color-anchor': 'var(--brand)',
    '--mantine-color-error': 'var(--late)',
  },
  light: {},
  dark: {},
});
