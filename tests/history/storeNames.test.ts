import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { everyStore, onlyStores, visibleDirectory } from '../../src/access/scope'
import { openDatabase } from '../../src/data/database'
import { loadDirectory } from '../../src/data/directory'
import { finishImport, openImport, startImport } from '../../src/history/importParts'
import { mergeStores, renameStore, type StoreChange } from '../../src/history/storeChanges'
import { undoImport } from '../../src/history/undo'
import { readStart } from '../../src/import/partBody'
import { dailyOrders, exportFile } from '../exportFile'
import { sharedWorker, type TestWorker } from '../harness'
import { ANY_AUTHOR } from '../services'
import { aReport } from './build'

let worker: TestWorker
beforeAll(async () => {
  worker = await sharedWorker()
})
beforeEach(() => worker.clear())

const db = () => openDatabase(worker.env.DB)
const imports = (...stores: string[]) =>
  worker.importCsv(exportFile(stores.flatMap((store) => dailyOrders(store, 2))))

async function stores(): Promise<string[]> {
  return visibleDirectory(await loadDirectory(db()), everyStore()).stores.map(({ name }) => name)
}

async function storeNamed(name: string) {
  const { stores } = visibleDirectory(await loadDirectory(db()), everyStore())
  const store = stores.find((each) => each.name === name)
  if (!store) throw new Error(`no store ${name}`)
  return store
}

const rename = async (from: string, to: string) =>
  renameStore(db(), ANY_AUTHOR, await storeNamed(from), to, new Date())
const merge = async (from: string, into: string) =>
  mergeStores(db(), ANY_AUTHOR, await storeNamed(from), await storeNamed(into), new Date())
const undo = (change: StoreChange) => {
  if (change.status !== 'done') throw new Error(JSON.stringify(change))
  return undoImport(db(), ANY_AUTHOR, change.importId, new Date())
}

describe('a name that a store gave up', () => {
  test('is taken by no other store, for its files would come there', async () => {
    await imports('一店', '二店')
    await rename('二店', '二店新址')
    expect(await rename('一店', '二店')).toMatchObject({ status: 'refused', reason: 'nameTaken' })
    await imports('二店')
    expect(await stores()).toEqual(['一店', '二店新址'])
  })

  test('can be taken back by its own store', async () => {
    await imports('一店')
    await rename('一店', '朝阳店')
    const back = await rename('朝阳店', '一店')
    await imports('朝阳店')
    expect(await stores()).toEqual(['一店'])
    await undo(back)
    await imports('一店')
    expect(await stores()).toEqual(['朝阳店'])
  })

  test('leads nowhere any more once the renaming is taken back', async () => {
    await imports('一店')
    const renamed = await rename('一店', '朝阳店')
    await undo(renamed)
    await imports('朝阳店')
    expect(await stores()).toEqual(['一店', '朝阳店'])
  })

  test('is not taken back over a later one', async () => {
    await imports('一店')
    const first = await rename('一店', '朝阳店')
    await rename('朝阳店', '海淀店')
    expect(await undo(first)).toMatchObject({ status: 'refused', reason: 'renamedSince' })
    expect(await stores()).toEqual(['海淀店'])
  })

  test('is not taken back where another store has it in another spelling meanwhile', async () => {
    await imports('A店', 'B店')
    const first = await rename('A店', 'X店')
    expect(await rename('B店', 'Ａ店')).toMatchObject({ status: 'refused' })
    expect(await undo(first)).toMatchObject({ status: 'undone' })
    expect(await stores()).toEqual(['A店', 'B店'])
  })
})

describe('files of a merged store', () => {
  test('go on to where the other one was merged', async () => {
    await imports('甲店', '乙店', '丙店')
    await merge('甲店', '乙店')
    await merge('乙店', '丙店')
    await imports('甲店', '乙店')
    expect(await stores()).toEqual(['丙店'])
  })

  test('come back to it once the merge is taken back, and go again when that is', async () => {
    await imports('甲店', '乙店')
    const merged = await merge('甲店', '乙店')
    const undone = await undo(merged)
    expect(await stores()).toEqual(['乙店', '甲店'].sort())
    if (undone.status !== 'undone') throw new Error(undone.status)
    await undoImport(db(), ANY_AUTHOR, undone.importId, new Date())
    await imports('甲店')
    expect(await stores()).toEqual(['乙店'])
  })

  test('also by the 门店ID that it had', async () => {
    const lines = (store: string, id: string) =>
      dailyOrders(store, 1).map((line) => ({ ...line, 门店ID: id }))
    await worker.importCsv(exportFile([...lines('甲店', '77'), ...lines('乙店', '88')]))
    await merge('甲店', '乙店')
    await worker.importCsv(exportFile(lines('甲店（新）', '77')))
    expect(await stores()).toEqual(['乙店'])
  })
})

describe('who may see some stores only', () => {
  test('cannot let files of another store come to his, by whatever he says that his is called', async () => {
    await imports('一店', '二店')
    const author = { ...ANY_AUTHOR, owner: 'person 1', scope: onlyStores([(await storeNamed('一店')).id]) }
    const start = {
      file: 'a.csv',
      fingerprint: 'a'.repeat(64),
      stores: [{ name: '一店', ids: ['二店', '9'] }],
    }
    expect(readStart({ ...start, kind: 'name' })).toBeUndefined()
    expect(readStart({ ...start, kind: 'own' })).toBeDefined()
    const started = await startImport(db(), author, { ...start, kind: 'own' }, new Date())
    const open = started.status === 'started' && (await openImport(db(), author, started.importId))
    if (!open) throw new Error('it is not open')
    await finishImport(
      db(),
      author,
      open,
      { report: aReport(), parts: 0, rejected: [], said: {} },
      new Date(),
    )
    expect((await worker.env.DB.prepare('SELECT * FROM store_keys').all()).results).toEqual([])
    await worker.importCsv(exportFile(dailyOrders('三店', 1).map((line) => ({ ...line, 门店ID: '9' }))))
    expect(await stores()).toEqual(['一店', '三店', '二店'])
  })
})
