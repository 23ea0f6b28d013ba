import { describeUndo } from '../history/undoCases'

describeUndo(3)
