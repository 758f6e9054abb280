import {
  ActionIcon,
  Button,
  createTheme,
  Modal,
  NativeSelect,
  NumberInput,
  PasswordInput,
  SegmentedControl,
  Switch,
  Tabs,
  Textarea,
  TextInput,
  Tooltip,
  type CSSVariablesResolver,
  type MantineColorsTuple,
} from '@mantine/core';

const steel: MantineColorsTuple = [
  '#eaf3fa',
  '#d6e5f0',
  '#abcae0',
  '#7fafd0',
  '#5c98c3',
  '#4789ba',
  '#3a7fb4',
  '#2c6c9e',
  '#21608e',
  '#0c537e',
];
const dark: MantineColorsTuple = [
  '#d9e2ea',
  '#b4c2ce',
  '#94a5b3',
  '#5b6d7b',
  '#33424f',
  '#26333e',
  '#1a252e',
  '#131c24',
  '#0e161d',
  '#0a1117',
];

/** Mantine made dense: 26 px rows, 12 px text, square corners. */
export const theme = createTheme({
  colors: { steel, dark },
  primaryColor: 'steel',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: '"Noto Sans", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "DejaVu Sans Mono", monospace',
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'xs',
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ defaultProps: { size: 'compact-sm', variant: 'default' } }),
    ActionIcon: ActionIcon.extend({ defaultProps: { size: 26, variant: 'subtle', color: 'gray' } }),
    TextInput: TextInput.extend({ defaultProps: { size: 'xs' } }),
    PasswordInput: PasswordInput.extend({ defaultProps: { size: 'xs' } }),
    NumberInput: NumberInput.extend({ defaultProps: { size: 'xs' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'xs' } }),
    NativeSelect: NativeSelect.extend({ defaultProps: { size: 'xs' } }),
    SegmentedControl: SegmentedControl.extend({ defaultProps: { size: 'xs', radius: 'xs' } }),
    Switch: Switch.extend({ defaultProps: { size: 'sm' } }),
    Tabs: Tabs.extend({ defaultProps: { variant: 'default' } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 500, withArrow: true, transitionProps: { duration: 0 }, fz: 'xs' },
    }),
    Modal: Modal.extend({
      defaultProps: {
        transitionProps: { duration: 0 },
        overlayProps: { backgroundOpacity: 0.6 },
        padding: 'md',
      },
    }),
  },
});

/** Mantine's own surfaces take the console's tokens, so that dusk and light reach every widget. */
export const cssVariables: CSSVariablesResolver = () => {
  const shared = {
    '--mantine-color-body': 'var(--panel)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--dim)',
    '--mantine-color-default': 'var(--raised)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-placeholder': 'var(--dim)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-red-outline': 'var(--bad)',
    '--mantine-color-red-text': 'var(--bad)',
  };
  return { variables: {}, light: shared, dark: shared };
};
