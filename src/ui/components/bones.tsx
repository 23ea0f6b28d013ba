/** Grey rows in the place of a table. */
export function Bones({ rows }: { rows: number }) {
  return (
    <div class="bones">
      {Array.from({ length: rows }, (_, row) => (
        <i key={`${row + 1}`} class="bone" />
      ))}
    </div>
  )
}
