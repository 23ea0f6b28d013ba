import { describeUndo } from './undoCases'

describeUndo(1)
