// The staff's side: who acts, in which position, with the desk's news coming in.
import './mantine.css';
import './shell.css';

import { MantineProvider } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Route, Routes } from 'react-router';

import { NewsFeed } from '../desk/NewsFeed';
import { Asking, useAsked } from '../graph/asking';
import { ViewerDocument, type Role } from '../graph/generated/graphql';
import { Empty, Refused, Waiting } from '../kit/Notice';
import { useTexts } from '../texts/texts';
import { useScheme } from './scheme';
import { useSession } from './session';
import { Shell } from './Shell';
import { theme, variables } from './theme';
import { ViewerContext } from './viewer';

const DeskPage = lazy(() => import('../desk/DeskPage'));
const AssessmentsPage = lazy(() => import('../assessments/AssessmentsPage'));
const CampaignPage = lazy(() => import('../assessments/CampaignPage'));
const TrainingsPage = lazy(() => import('../assessments/TrainingsPage'));
const DiscrepancyPage = lazy(() => import('../assessments/DiscrepancyPage'));
const SheetPage = lazy(() => import('../assessments/SheetPage'));
const PlansPage = lazy(() => import('../plans/PlansPage'));
const PlanPage = lazy(() => import('../plans/PlanPage'));
const YearReportPage = lazy(() => import('../plans/YearReportPage'));
const ScalePage = lazy(() => import('../plans/ScalePage'));
const StatisticsPage = lazy(() => import('../statistics/StatisticsPage'));
const DocumentsPage = lazy(() => import('../documents/DocumentsPage'));
const ImportPage = lazy(() => import('../documents/ImportPage'));
const EnterPage = lazy(() => import('../citizens/EnterPage'));
const VacanciesPage = lazy(() => import('../offices/VacanciesPage'));
const HandoverPage = lazy(() => import('../offices/HandoverPage'));
const TimesPage = lazy(() => import('../calendars/TimesPage'));
const NotificationsPage = lazy(() => import('../notifications/NotificationsPage'));
const SettingsPage = lazy(() => import('../notifications/SettingsPage'));
const WebhooksPage = lazy(() => import('../webhooks/WebhooksPage'));
const OrganisationPage = lazy(() => import('../offices/OrganisationPage'));

export default function Staff({ position }: { position: string }) {
  const { lose } = useSession();
  const scheme = useScheme();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} forceColorScheme={scheme}>
      <Asking position={position} onSignedOut={lose}>
        <Acting />
      </Asking>
    </MantineProvider>
  );
}

const NO_VARIABLES = {};
/** Whose desks have a summary in the morning. */
const SUMMED: Role[] = ['NASIONAL', 'INSTANSI', 'PENGHUBUNG', 'PENGAWAS'];

function Acting() {
  const texts = useTexts();
  const { data, refusal, again } = useAsked(ViewerDocument, NO_VARIABLES);
  if (refusal) {
    return (
      <main className="sorry">
        <Refused refusal={refusal} again={again} />
      </main>
    );
  }
  if (data === null) {
    return <Waiting lines={8} />;
  }
  return (
    <ViewerContext value={data.viewer}>
      <NewsFeed>
        <Shell>
          <Suspense fallback={<Waiting lines={8} />}>
            <Routes>
              <Route index element={<DeskPage />} />
              <Route path="laporan/:code" element={<DeskPage />} />
              <Route path="catat" element={<EnterPage />} />
              <Route path="kosong" element={<VacanciesPage />} />
              <Route path="serah-terima" element={<HandoverPage />} />
              <Route path="organisasi" element={<OrganisationPage />} />
              <Route path="penilaian" element={<AssessmentsPage />} />
              <Route path="penilaian/pelatihan" element={<TrainingsPage />} />
              <Route path="penilaian/:id" element={<CampaignPage />} />
              <Route path="penilaian/:id/selisih" element={<DiscrepancyPage />} />
              <Route path="penilaian/:id/:sheet" element={<SheetPage />} />
              <Route path="renaksi" element={<PlansPage />} />
              <Route path="renaksi/skala" element={<ScalePage />} />
              <Route path="renaksi/:id" element={<PlanPage />} />
              <Route path="renaksi/:id/laporan/:report" element={<YearReportPage />} />
              <Route path="statistik" element={<StatisticsPage />} />
              <Route path="dokumen" element={<DocumentsPage />} />
              <Route path="dokumen/impor" element={<ImportPage />} />
              <Route path="jadwal" element={<TimesPage />} />
              <Route path="webhook" element={<WebhooksPage />} />
              <Route
                path="pemberitahuan"
                element={<NotificationsPage cases="/meja/laporan" at="/meja/pemberitahuan" />}
              />
              <Route
                path="pemberitahuan/pengaturan"
                element={<SettingsPage list="/meja/pemberitahuan" digest={SUMMED.includes(data.viewer.role)} />}
              />
              <Route
                path="*"
                element={<Empty icon="search" title={texts.app.notFound} hint={texts.app.notFoundHint} />}
              />
            </Routes>
          </Suspense>
        </Shell>
      </NewsFeed>
    </ViewerContext>
  );
}
