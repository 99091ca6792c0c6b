// Pictures by drag and paste beside the picker, and the focal point by a click. Everything also works
// by the form alone.
const form = document.querySelector<HTMLFormElement>('form[data-upload]')
const input = form?.querySelector<HTMLInputElement>('input[type=file]')

function send(files: FileList | undefined): void {
  if (!form || !input || !files || files.length === 0) return
  input.files = files
  form.requestSubmit()
}

if (form && input) {
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    send(event.dataTransfer?.files)
  })
  document.addEventListener('paste', (event) => send(event.clipboardData?.files))
}

const picture = document.querySelector<HTMLImageElement>('img[data-focus]')
const [x, y] = ['x', 'y'].map((name) => document.querySelector<HTMLInputElement>(`#${name}`))
if (picture && x && y) {
  picture.addEventListener('click', ({ offsetX, offsetY }) => {
    x.value = String(Math.round((100 * offsetX) / picture.clientWidth))
    y.value = String(Math.round((100 * offsetY) / picture.clientHeight))
  })
}

export {}
