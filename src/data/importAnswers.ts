import { and, desc, eq } from 'drizzle-orm'
import type { MainDatabase } from './database'
import { excluded } from './jsonRows'
import { importAnswers } from './schema'

/** What people have said of files with some header. The database takes the answers for text: what they mean is the import's. */

export async function loadImportAnswers(
  db: MainDatabase,
  owner: string,
  headerSignature: string,
): Promise<string | undefined> {
  const [rows] = await db.batch([
    db
      .select({ answers: importAnswers.answers })
      .from(importAnswers)
      .where(and(eq(importAnswers.owner, owner), eq(importAnswers.headerSignature, headerSignature))),
  ])
  return rows[0]?.answers
}

/** The newest answers count. */
export async function saveImportAnswers(
  db: MainDatabase,
  row: { owner: string; headerSignature: string; answers: string },
  now: Date,
): Promise<void> {
  await db.batch([
    db
      .insert(importAnswers)
      .values({ ...row, answeredAt: now.toISOString() })
      .onConflictDoUpdate({
        target: [importAnswers.owner, importAnswers.headerSignature],
        set: { answers: excluded(importAnswers.answers), answeredAt: excluded(importAnswers.answeredAt) },
      }),
  ])
}

/** All that somebody has said, newest first. */
export async function loadOwnImportAnswers(
  db: MainDatabase,
  owner: string,
): Promise<{ headerSignature: string; answers: string; answeredAt: string }[]> {
  const { headerSignature, answers, answeredAt } = importAnswers
  const [rows] = await db.batch([
    db
      .select({ headerSignature, answers, answeredAt })
      .from(importAnswers)
      .where(eq(importAnswers.owner, owner))
      .orderBy(desc(answeredAt), headerSignature),
  ])
  return rows
}

/** Forgets what somebody has said of files with a header. */
export async function forgetImportAnswers(
  db: MainDatabase,
  owner: string,
  headerSignature: string,
): Promise<void> {
  await db.batch([
    db
      .delete(importAnswers)
      .where(and(eq(importAnswers.owner, owner), eq(importAnswers.headerSignature, headerSignature))),
  ])
}

/** Whose answers a person's are. */
export function ownerOf(personId: number | null): string {
  return personId === null ? 'importToken' : `person ${personId}`
}
