import { Component, type ReactNode } from 'react';
import { t } from '../text/text.ts';

/** Keeps a screen that fails from taking the whole desk with it: without it React would leave an empty page. */
export class ErrorBoundary extends Component<
  { readonly children: ReactNode },
  { readonly fault: string | null }
> {
  override state = { fault: null };

  static getDerivedStateFromError(error: unknown): { fault: string } {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.fault === null) return this.props.children;
    return (
      <div role="alert" className="broken">
        <p>{t('app.broken')}</p>
        <p className="dim">{this.state.fault}</p>
        <button type="button" onClick={() => this.setState({ fault: null })}>
          {t('app.tryAgain')}
        </button>
      </div>
    );
  }
}
