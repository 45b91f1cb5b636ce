// Follow an upload: the service says when something has changed, and the page asks for the part that shows it.

const job = document.getElementById("job");
const events = new EventSource(job.dataset.events);

async function show() {
  const answer = await fetch(job.dataset.part, { headers: { Accept: "text/html" } });
  if (answer.ok) job.innerHTML = await answer.text();
}

events.addEventListener("progress", show);
events.addEventListener("end", async () => {
  events.close();
  await show();
});
